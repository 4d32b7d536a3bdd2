import i18n from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

/** The languages of the interface. Chinese is the first; terms of law keep their Chinese name in English too. */
export type Language = 'zh-CN' | 'en'

const key = 'guibei.language'

function remembered(): Language {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN'
  } catch {
    return 'zh-CN' // storage is switched off
  }
}

void i18n.use(initReactI18next).init({
  lng: remembered(),
  fallbackLng: 'zh-CN',
  resources: {},
  interpolation: { escapeValue: false }, // React escapes
  returnEmptyString: true,
  react: { useSuspense: false },
})

export { i18n }

export function language(): Language {
  return i18n.language === 'en' ? 'en' : 'zh-CN'
}

export function setLanguage(l: Language) {
  try {
    localStorage.setItem(key, l)
  } catch {
    // Then it holds until the page is left.
  }
  document.documentElement.lang = l
  void i18n.changeLanguage(l)
}

type Values = Record<string, string | number | undefined>

/** Say looks up a sentence; {{name}} in it is replaced by the value of that name. */
export type Say<K extends string> = (key: K, values?: Values) => string

/**
 * Puts the words of one part of the interface in both languages and returns the hook that says them. A key that one of
 * the two languages lacks is a compile error.
 */
export function defineWords<T extends Record<string, string>>(ns: string, zh: T, en: { [K in keyof T]: string }) {
  i18n.addResourceBundle('zh-CN', ns, zh)
  i18n.addResourceBundle('en', ns, en)
  return function useWords(): Say<keyof T & string> {
    const { t } = useTranslation(ns, { i18n })
    return (k, values) => t(k, values as Record<string, string | number>)
  }
}
