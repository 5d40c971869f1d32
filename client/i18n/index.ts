import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../shared/views.ts'
import en from './en.json' with { type: 'json' }
import personalEn from './personal.en.json' with { type: 'json' }
import personalChinese from './personal.zh-CN.json' with { type: 'json' }
import chinese from './zh-CN.json' with { type: 'json' }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en; personal: typeof personalEn }
  }
}

/** A language is two files beside this one, for walls and for personal screens, and one line here. */
const resources = {
  'zh-CN': { translation: chinese, personal: personalChinese },
  en: { translation: en, personal: personalEn },
} as const satisfies Record<Language, unknown>

/** Words of the screens. Names of sites, queues and people come from the data and are never translated. */
export function startWords(language: Language): i18n {
  const words = createInstance()
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    initAsync: false,
    // React escapes; a second time would show `&amp;` in a name.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  return words
}
