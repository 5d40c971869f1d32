/** Longer names are not compared: nobody mistypes them, and comparing costs the product of the lengths. */
const LONGEST = 64

/** The known name that a mistyped one probably means, or null when none is near. */
export function nearestName(typed: string, known: Iterable<string>): string | null {
  if (typed.length > LONGEST) return null
  const reach = Math.max(1, Math.floor(typed.length / 3))
  let best: string | null = null
  let bestDistance = reach + 1
  for (const name of known) {
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Letters put in, taken out or replaced to get from one to the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const line = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + same,
        ),
      )
    }
    above = line
  }
  return above[to.length] ?? 0
}
