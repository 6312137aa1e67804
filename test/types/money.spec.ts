import {
  cents,
  compareAmounts,
  differenceOf,
  dollars,
  sumOf,
  toCents,
  toDollars,
  type Cents,
  type Dollars,
} from 'anthropic-admin-connector';

/** Never run: what the compiler refuses. */
export function refused(price: Cents, paid: Dollars): unknown[] {
  return [
    // @ts-expect-error cents and dollars have no sum
    sumOf([price, paid]),
    // @ts-expect-error nor a difference
    differenceOf(price, paid),
    // @ts-expect-error nor an order
    compareAmounts(price, paid),
    // @ts-expect-error dollars are in dollars already
    toDollars(paid),
    // @ts-expect-error a text is no amount
    toDollars('12.5'),
    // @ts-expect-error nor is one unit the other
    paid satisfies Cents,
  ];
}

test('amounts keep every digit', () => {
  const price = cents('123456789012345678901234567890.000000000000000000000000000001');

  expect(toDollars(price)).toBe('1234567890123456789012345678.90000000000000000000000000000001');
  expect(toCents(toDollars(price))).toBe(price);
  expect(sumOf([cents('0.1'), cents('0.2'), cents(1e-7), cents('-0')])).toBe('0.3000001');
  expect(sumOf([] as Cents[])).toBe('0');
  expect(differenceOf(dollars('1.10'), dollars('1.1'))).toBe('0');
  expect(compareAmounts(dollars('10'), dollars('9.99'))).toBe(1);
});

test.each(['', 'many', '1,5', '0x10', 'NaN', '1e400', 'Infinity', '1'.repeat(41)])(
  'what is no amount is told: %s',
  (text) => {
    expect(() => cents(text)).toThrow(RangeError);
  },
);
