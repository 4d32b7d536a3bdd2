import '@/app/base.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from '@/app/App'
import { allowStylesByProgram, giveStylesTheNonce } from '@/app/styles'
import { language } from '@/words/i18n'

allowStylesByProgram()
giveStylesTheNonce(document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '')
document.documentElement.lang = language()
const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode><App /></StrictMode>)
