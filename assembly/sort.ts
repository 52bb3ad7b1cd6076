// Heap sort: in place, no recursion, n log n at worst.

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
