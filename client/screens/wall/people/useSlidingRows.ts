import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useReducedMotion } from '../../../store/useReducedMotion.ts'

const TIME = 700
const STAGGER = 60
/** More rows than this change places at once. */
const MOVING = 4

/**
 * Rows that changed places slide there, those that rise above the others. Measured once per change of order,
 * moved by transform alone.
 */
export function useSlidingRows(order: string): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement | null>(null)
  const before = useRef(new Map<string, number>())
  const reduced = useReducedMotion()
  useLayoutEffect(() => {
    const rows = [...(list.current?.children ?? [])].filter((row) => row instanceof HTMLElement)
    const places = new Map(rows.map((row) => [row.dataset['team'] ?? '', row.offsetTop]))
    const moved = rows.flatMap((row) => {
      const from = before.current.get(row.dataset['team'] ?? '')
      return from === undefined || from === row.offsetTop ? [] : [{ row, by: from - row.offsetTop }]
    })
    before.current = places
    if (!reduced)
      for (const [index, { row, by }] of moved.slice(0, MOVING).entries()) slide(row, by, index)
  }, [order, reduced])
  return list
}

function slide(row: HTMLElement, by: number, index: number): void {
  // A riser passes over the others, on ground of its own.
  const look = by > 0 ? { zIndex: '1', backgroundColor: 'var(--ink-0)' } : { zIndex: '0' }
  row.animate(
    [
      { transform: `translateY(${by}px)`, ...look },
      { transform: 'none', ...look },
    ],
    {
      duration: TIME,
      delay: index * STAGGER,
      fill: 'backwards',
      easing: 'cubic-bezier(0.65, 0, 0.35, 1)',
    },
  )
}
