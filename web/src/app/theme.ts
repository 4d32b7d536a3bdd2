import type { ThemeConfig } from 'antd'

/** How large text is: 标准 or 大字版. */
export type TextSize = 'normal' | 'large'

// These colours give every text the contrast of WCAG AA on the grounds that antd puts it on.
const tokens = {
  colorPrimary: '#0a5bd3',
  colorLink: '#0a4fb8',
  colorLinkHover: '#003a8c',
  colorLinkActive: '#003a8c',
  colorTextDescription: 'rgba(0,0,0,.65)',
  colorTextTertiary: 'rgba(0,0,0,.65)',
  colorTextQuaternary: 'rgba(0,0,0,.6)',
  colorTextPlaceholder: 'rgba(0,0,0,.6)',
  colorSuccess: '#237804',
  colorWarning: '#ad4e00',
  colorError: '#cf1322',
  // antd derives these grounds from the colours above, too dark for text; they are given.
  colorSuccessBg: '#f6ffed',
  colorSuccessBorder: '#b7eb8f',
  colorWarningBg: '#fffbe6',
  colorWarningBorder: '#ffe58f',
  colorErrorBg: '#fff2f0',
  colorErrorBorder: '#ffccc7',
  borderRadius: 6,
  fontFamily:
    '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif',
}

export function themeFor(size: TextSize): ThemeConfig {
  return {
    token: { ...tokens, fontSize: size === 'large' ? 18 : 14, controlHeight: size === 'large' ? 40 : 32 },
    components: {
      Layout: { headerBg: '#ffffff', siderBg: '#ffffff', bodyBg: '#f4f6f9', headerHeight: 56, headerPadding: '0 16px' },
      Table: { headerBg: '#f0f3f8', cellPaddingBlock: 10 },
      Menu: { itemMarginInline: 8 },
    },
  }
}
