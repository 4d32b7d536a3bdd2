import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router-dom'

import { statusOf } from '@/api/problem'
import { i18n, language } from '@/words/i18n'

import 'dayjs/locale/zh-cn'

import { useTextSize } from './preferences'
import { router } from './routes'
import { themeFor } from './theme'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server refuses stays refused; what the network loses is asked for again.
      retry: (failures, e) => failures < 3 && (statusOf(e) <= 0 || statusOf(e) >= 500),
      retryDelay: (n) => Math.min(1000 * 2 ** n, 8000),
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
    // An act without a network fails at once and says so, instead of going by itself at some later time.
    mutations: { networkMode: 'always' },
  },
})

/** The nonce that the server gave this page, for the styles that antd writes. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

export function App() {
  useTranslation('common', { i18n })
  const size = useTextSize()
  const lang = language()
  useEffect(() => {
    dayjs.locale(lang === 'en' ? 'en' : 'zh-cn')
  }, [lang])
  return (
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider
        csp={{ nonce }} locale={lang === 'en' ? enUS : zhCN} theme={themeFor(size)}
        // Two Chinese characters on a button are two characters, to readers of screens and to searches too.
        button={{ autoInsertSpace: false }}
      >
        <AntApp message={{ maxCount: 3 }}>
          <QueryClientProvider client={client}><RouterProvider router={router} /></QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </StyleProvider>
  )
}
