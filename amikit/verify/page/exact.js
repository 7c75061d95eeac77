// Exact numbers: cents are BigInt, hours and rates are fractions of BigInt, as Python computes them.

function gcd(one, other) {
  while (other) [one, other] = [other, one % other];
  return one < 0n ? -one : one;
}

export class Fraction {
  constructor(above, below = 1n) {
    const common = gcd(above, below) || 1n;
    const sign = below < 0n ? -1n : 1n;
    this.above = (sign * above) / common;
    this.below = (sign * below) / common;
  }

  plus(other) {
    return new Fraction(this.above * other.below + other.above * this.below, this.below * other.below);
  }

  minus(other) {
    return new Fraction(this.above * other.below - other.above * this.below, this.below * other.below);
  }

  times(other) {
    return new Fraction(this.above * other.above, this.below * other.below);
  }

  /** Negative, zero or positive, as this is less than, equal to or more than the other. */
  compare(other) {
    const gap = this.above * other.below - other.above * this.below;
    return gap < 0n ? -1 : gap > 0n ? 1 : 0;
  }

  get isZero() {
    return this.above === 0n;
  }

  toString() {
    return this.below === 1n ? `${this.above}` : `${this.above}/${this.below}`;
  }
}

export const ZERO = new Fraction(0n);
export const whole = (value) => new Fraction(BigInt(value));

/** Back from ``"15/2"``; null stays null. */
export function fraction(text) {
  if (text === null) return null;
  const [above, below] = text.split("/");
  return new Fraction(BigInt(above), BigInt(below ?? "1"));
}

/** A fraction as the annex writes it. */
export const exact = (value) => (value === null ? null : String(value));

export const magnitude = (value) => (value < 0n ? -value : value);
export const least = (one, other) => (one < other ? one : other);
export const most = (one, other) => (one > other ? one : other);
export const lesser = (one, other) => (one.compare(other) <= 0 ? one : other);
export const greater = (one, other) => (one.compare(other) >= 0 ? one : other);
export const sumOf = (values) => values.reduce((total, value) => total + value, 0n);
export const sumOfFractions = (values) => values.reduce((total, value) => total.plus(value), ZERO);

/** The nearest whole number, halves away from zero, as a pencil does it. */
export function roundHalfUp(value) {
  const size = (2n * magnitude(value.above) + value.below) / (2n * value.below);
  return value.above >= 0n ? size : -size;
}
