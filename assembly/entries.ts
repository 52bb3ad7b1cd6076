// The entries z of X before they are coloured: independent, of mean 0 and variance 1, in the stream's order.
import { fillNormals, fillUniforms } from './random';

enum EntriesKind {
  Unknown = -1,
  Gaussian,
  Rademacher, // -1 or 1
  Uniform, // on [-sqrt(3), sqrt(3)]
  StudentT, // with `degrees` degrees of freedom, scaled by sqrt((degrees - 2) / degrees)
}

const ROOT_3: f64 = 1.7320508075688772;

/** The most degrees of freedom of Student's t (src/model/entries.ts). */
const MAX_DEGREES: i32 = 100;

/** The normals of one variable of Student's t. */
const normals = memory.data((MAX_DEGREES + 1) << 3, 16);

/** The code by which kernels know a kind of entries of the model file; -1 for a name they do not know. */
export function entriesKind(name: string): i32 {
  if (name === 'gaussian') return EntriesKind.Gaussian;
  if (name === 'rademacher') return EntriesKind.Rademacher;
  if (name === 'uniform') return EntriesKind.Uniform;
  if (name === 'student-t') return EntriesKind.StudentT;
  return EntriesKind.Unknown;
}

/**
 * `count` entries. NumPy's are
 *
 *     gaussian    rng.standard_normal(count)
 *     rademacher  numpy.where(rng.random(count) < 0.5, -1.0, 1.0)
 *     uniform     rng.uniform(-numpy.sqrt(3), numpy.sqrt(3), count)
 *     student-t   z[:, 0] * numpy.sqrt((degrees - 2) / (z[:, 1:] ** 2).sum(1)), z = rng.standard_normal((count, degrees + 1))
 */
export function fillEntries(out: usize, stream: usize, count: i32, kind: i32, degrees: i32): void {
  const end = out + (usize(count) << 3);
  if (kind === EntriesKind.Gaussian) {
    fillNormals(out, stream, count);
  } else if (kind === EntriesKind.StudentT) {
    for (; out < end; out += 8) store<f64>(out, nextStudentT(stream, degrees));
  } else {
    fillUniforms(out, stream, count);
    for (; out < end; out += 8) store<f64>(out, fromUniform(load<f64>(out), kind));
  }
}

function fromUniform(u: f64, kind: i32): f64 {
  if (kind === EntriesKind.Rademacher) return u < 0.5 ? -1.0 : 1.0;
  return -ROOT_3 + 2.0 * ROOT_3 * u;
}

function nextStudentT(stream: usize, degrees: i32): f64 {
  fillNormals(normals, stream, degrees + 1);
  let sum = 0.0;
  for (let k = 1; k <= degrees; k++) {
    const z = load<f64>(normals + (usize(k) << 3));
    sum += z * z;
  }
  return load<f64>(normals) * Math.sqrt(f64(degrees - 2) / sum);
}
