const digits = '〇一二三四五六七八九'

/** `二〇二五`: a year digit by digit. */
export const chineseDigits = (value: number): string =>
  String(value).replace(/\d/g, (digit) => digits.charAt(Number(digit)))

/** `四十七`: a number below a hundred, as it is spoken. */
export function chineseNumber(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  if (tens === 0) return digits.charAt(ones)
  return `${tens === 1 ? '' : digits.charAt(tens)}十${ones === 0 ? '' : digits.charAt(ones)}`
}
