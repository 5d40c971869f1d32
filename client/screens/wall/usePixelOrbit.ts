import { useEffect, useState } from 'react'

/** Half the side of the square the picture walks around, and how long it rests on each pixel. */
const REACH = 4
const REST = 60_000
const PERIMETER = REACH * 8

/** The place after so many steps around an 8 × 8 square, begun in its middle. Pixels of the screen. */
export function orbitAt(step: number): readonly [x: number, y: number] {
  if (step < REACH) return [step, 0]
  const along = (step - REACH) % PERIMETER
  const side = Math.floor(along / (2 * REACH))
  const rest = along % (2 * REACH)
  if (side === 0) return rest < REACH ? [REACH, rest] : [REACH - (rest - REACH), REACH]
  if (side === 1) return rest < REACH ? [-rest, REACH] : [-REACH, REACH - (rest - REACH)]
  if (side === 2) return rest < REACH ? [-REACH, -rest] : [-REACH + (rest - REACH), -REACH]
  return rest < REACH ? [rest, -REACH] : [REACH, -REACH + (rest - REACH)]
}

/** No pixel shows the same edge for hours. Transform only, one step a minute. */
export function usePixelOrbit() {
  const [step, setStep] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setStep((count) => count + 1), REST)
    return () => clearInterval(timer)
  }, [])
  const [x, y] = orbitAt(step)
  return { '--orbit-x': x, '--orbit-y': y }
}
