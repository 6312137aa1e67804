/** The median. */
export const median = (numbers) =>
  numbers.slice().sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];

/** The range, as a fraction of the median. */
export const spread = (numbers) => (Math.max(...numbers) - Math.min(...numbers)) / median(numbers);

/** Rounds a number to a number of decimals. */
export const rounded = (number, digits = 0) => Number(number.toFixed(digits));
