import { centsOf, decimalOf } from '../../portal/src/money.js';

it.each([
  ['500', '50000'],
  ['$1,250.5', '125050'],
  ['0.07', '7'],
  ['007', '700'],
  [' 90071992547409.93 ', '9007199254740993'],
  ['0', '0'],
  ['5.005', undefined],
  ['1,25', undefined],
  ['-5', undefined],
  ['1e3', undefined],
  ['five', undefined],
  ['', undefined],
])('reads %j dollars as %j cents', (dollars, cents) => {
  expect(centsOf(dollars)).toBe(cents);
});

it.each([
  ['50000', '500.00'],
  ['9007199254740993', '90071992547409.93'],
  ['38005.481432', '380.05481432'],
  ['-7', '-0.07'],
  ['lots', undefined],
])('writes %j cents as %j dollars', (cents, dollars) => {
  expect(decimalOf(cents)).toBe(dollars);
});
