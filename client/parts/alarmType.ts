/** Sizes of type in an open alarm row, design pixels. */
export interface AlarmType {
  readonly name: number
  readonly count: number
  readonly figure: number
  readonly reason: number
  readonly owner: number
}
