import { useCallback, useEffect, useState } from 'react'

/** `?` or `i` opens how the figures are made; the same keys and Escape close it. */
export function useDefinitionsKey(): { readonly open: boolean; readonly close: () => void } {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const pressed = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
      if (ctrlKey || metaKey || altKey) return
      if (key === '?' || key === 'i') setOpen((was) => !was)
      else if (key === 'Escape') setOpen(false)
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
  return { open, close: useCallback(() => setOpen(false), []) }
}
