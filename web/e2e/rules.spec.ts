import { accessible, expect, test } from './test'

const law = '# 停车法\n第一条　为了规范停车，制定本法。\n第二条　违反停放规定的，处二十元以上二百元以下罚款。\n第三条　本法自2020年10月1日起施行。\n'

test('laws are imported with progress, and a sentence is looked up', async ({ as }) => {
  const page = await as('sysadmin')
  await page.goto('/admin')
  await page.getByRole('link', { name: '法律文本' }).click()
  await page.getByLabel('法律文本（docx、md、txt，或者 zip）').setInputFiles([
    { name: '停车法(2020-05-01).md', mimeType: 'text/markdown', buffer: Buffer.from(law) },
    { name: '坏的.md', mimeType: 'text/markdown', buffer: Buffer.from('没有条文') },
  ])
  await expect(page.getByText(/已办理 2 件/)).toBeVisible()
  await expect(page.getByRole('list', { name: '导入的结果' })).toContainText('坏的.md')
  await page.getByLabel('一句话，如：依照《行政处罚法》第九条、第十六条').fill('依照《停车法》第二条、《合同法》第五十二条')
  await page.getByRole('button', { name: '查询' }).first().click()
  await expect(page.getByText('违反停放规定的，处二十元以上二百元以下罚款。')).toBeVisible()
  await expect(page.getByText('由《民法典》代替')).toBeVisible()
  await page.getByLabel('法律名称，如：合同法').fill('行政许可法')
  await page.getByRole('button', { name: '查询' }).nth(1).click()
  await expect(page.getByText(/现行文件中有\d+件/)).toBeVisible()
  await accessible(page)
})

test('a rule is switched off after its effect was seen, and on again', async ({ as, story }) => {
  await story.to('opinion')
  const page = await as('sysadmin')
  await page.goto('/admin/rules')
  const one = page.getByRole('switch', { name: 'R003 启用' })
  await one.click()
  await expect(page.getByText('停用的规则都要写明理由')).toBeVisible()
  await page.getByRole('textbox', { name: 'R003 停用的理由' }).fill('本区另有专项检查')
  await expect(page.getByRole('button', { name: '保存调整' })).toBeDisabled()
  await page.getByRole('button', { name: '试算影响' }).click()
  await expect(page.getByText(/重新检查了最近的\d+份文稿/)).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '保存调整' }).click()
  await expect(page.getByText(/规则 \d+ 条，停用 1 条/)).toBeVisible()

  await page.getByLabel('自己的规则（YAML）').fill('- id: B001\n  titel: 写错\n')
  await page.getByRole('button', { name: '试算影响' }).click()
  await expect(page.getByText(/第2行/)).toBeVisible()
  await page.getByLabel('自己的规则（YAML）').fill('')
  await page.getByRole('switch', { name: 'R003 启用' }).click()
  await page.getByRole('button', { name: '试算影响' }).click()
  await page.getByRole('button', { name: '保存调整' }).click()
  await expect(page.getByText(/规则 \d+ 条，停用 0 条/)).toBeVisible()
})

test('a reviewer sees the law beside a lead, like clauses, and reports what no rule saw', async ({ as, story }) => {
  await story.to('opinion')
  const page = await as('reviewer')
  await page.goto(`/review/${story.id}`)
  const leads = page.getByRole('list', { name: '线索' })
  await leads.getByRole('button', { name: /罚款/ }).first().click()
  const pane = page.locator('.gb-rule')
  await expect(pane.getByText('《行政处罚法》第九条、第十六条').first()).toBeVisible()
  await expect(pane.getByText('现行有效').first()).toBeVisible()
  await pane.getByText('相似条文和以往意见').click()
  await expect(pane.locator('details[open]').last()).toBeVisible()
  await accessible(page)

  await page.locator('.gb-doc [data-p]').filter({ hasText: '第' }).nth(2).selectText()
  await page.keyboard.press('c')
  await page.getByRole('dialog').getByRole('textbox').fill('这里的条件过严')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: '规则没有查到…' }).first().click()
  await page.getByRole('textbox', { name: '依据（法律和条款）' }).fill('《优化营商环境条例》第六十四条')
  await accessible(page)
  await page.getByRole('dialog').getByRole('button', { name: /确\s?定/ }).click()
  await expect(page.getByText('已报告，会用来检验和补充规则。')).toBeVisible()

  await page.getByRole('link', { name: '相似文件和说法不同' }).click()
  await expect(page.getByRole('heading', { name: '相似的已公布文件' })).toBeVisible()
  await accessible(page)
})
