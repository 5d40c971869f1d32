import { useTranslation } from 'react-i18next'
import type { Language, Text } from '../../shared/views.ts'

/** The language the screen speaks now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh-CN'
}

/** A text that people or machines gave, in the screen's language. */
export function useText(text: Text | null): string {
  const language = useLanguage()
  return text === null ? '' : text[language]
}
