import { useState } from 'react'

/** The rows in the order shown so far while `still`; their figures go on. New rows come last. */
export function useHeldOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  still: boolean,
): readonly Row[] {
  const order = rows.map(({ id }) => id).join(' ')
  const [kept, setKept] = useState(order)
  if (!still && kept !== order) setKept(order)
  if (!still) return rows
  const before = kept.split(' ')
  const place = (id: string): number => {
    const at = before.indexOf(id)
    return at < 0 ? before.length : at
  }
  return [...rows].sort((a, b) => place(a.id) - place(b.id))
}
