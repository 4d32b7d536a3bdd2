import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

import { i18n, language, setLanguage } from '@/words/i18n'

/** Each language is offered in itself, so that whoever needs it can read it. */
export function LanguageSwitch() {
  useTranslation('common', { i18n })
  const other = language() === 'en' ? 'zh-CN' : 'en'
  return (
    <Button type="link" size="small" lang={other} onClick={() => setLanguage(other)}>
      {other === 'en' ? 'English' : '\u4e2d\u6587'}
    </Button>
  )
}
