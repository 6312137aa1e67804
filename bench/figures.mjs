/** The middle one of some numbers. */
export const median = (numbers) =>
  numbers.slice().sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];

/** How far numbers lie apart, as a share of the middle one. */
export const spread = (numbers) => (Math.max(...numbers) - Math.min(...numbers)) / median(numbers);

/** A number with so many digits behind the point. */
export const rounded = (number, digits = 0) => Number(number.toFixed(digits));
