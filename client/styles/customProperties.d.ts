import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, as the style sheets of parts read them. */
    [property: `--${string}`]: string | number
  }
}
