// Sorting in place: heap sort, n log n at worst, and insertion for what is nearly in order.

/** Sorts the doubles of a vector in ascending order. */
export function sortAscending(vector: usize, count: i32): void {
  for (let i = (count >> 1) - 1; i >= 0; i--) siftDown(vector, i, count);
  for (let end = count - 1; end > 0; end--) {
    const last = vector + (usize(end) << 3);
    const largest = load<f64>(vector);
    store<f64>(vector, load<f64>(last));
    store<f64>(last, largest);
    siftDown(vector, 0, end);
  }
}

function siftDown(vector: usize, root: i32, count: i32): void {
  const value = load<f64>(vector + (usize(root) << 3));
  for (let child = 2 * root + 1; child < count; child = 2 * root + 1) {
    let larger = load<f64>(vector + (usize(child) << 3));
    if (child + 1 < count) {
      const right = load<f64>(vector + (usize(child + 1) << 3));
      if (right > larger) {
        larger = right;
        child++;
      }
    }
    if (!(larger > value)) break;
    store<f64>(vector + (usize(root) << 3), larger);
    root = child;
  }
  store<f64>(vector + (usize(root) << 3), value);
}

/** Sorts a vector that is in order but for close neighbors; the time grows with the distances that elements move. */
export function restoreOrder(vector: usize, count: i32): void {
  for (let i = 1; i < count; i++) {
    let to = vector + (usize(i) << 3);
    const value = load<f64>(to);
    for (; to > vector && load<f64>(to - 8) > value; to -= 8) store<f64>(to, load<f64>(to - 8));
    store<f64>(to, value);
  }
}
