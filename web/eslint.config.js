import js from '@eslint/js'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist', 'eslint.config.js', 'scripts', 'src/api/schema.gen.ts', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  a11y.flatConfigs.recommended,
  hooks.configs.flat['recommended-latest'],
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // In a dialog the focus has to go somewhere; antd keeps it inside and gives it back.
      'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Our own markup of documents is built and escaped by the server; it goes in at one place.
      'no-restricted-syntax': ['error', {
        selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
        message: 'Only parts/DocumentView may insert HTML.',
      }, {
        selector: 'JSXText[value=/[\\u4e00-\\u9fff]/]',
        message: 'Words for people stand in src/words or in the words of the door.',
      }, {
        selector: 'JSXAttribute > Literal[value=/[\\u4e00-\\u9fff]/]',
        message: 'Words for people stand in src/words or in the words of the door.',
      }],
    },
  },
  { files: ['src/parts/DocumentView.tsx'], rules: { 'no-restricted-syntax': 'off' } },
)
