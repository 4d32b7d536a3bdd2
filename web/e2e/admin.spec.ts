import { randomBytes } from 'node:crypto'

import { accessible, expect, test } from './test'

test('the system administrator sees how the system is, and tries a calendar before importing it', async ({ as }) => {
  const page = await as('sysadmin')
  await page.getByRole('link', { name: '系统管理', exact: true }).click()
  await expect(page.getByText(/PostgreSQL/)).toBeVisible()
  await accessible(page)
  await page.getByRole('link', { name: '工作日历' }).click()
  await page.getByRole('button', { name: '导入一年的安排' }).first().click()
  const file = page.getByLabel('安排文件（JSON）', { exact: true }).first().locator('input[type=file]')
  await file.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{') })
  await expect(page.getByText('这不是 JSON 文件')).toBeVisible()
  await file.setInputFiles({ name: '2027.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ year: 2027, off: [{ date: '2027-13-01', name: '元旦' }], work: [] })) })
  await expect(page.getByText('文件有1处问题，不能导入，请更正。')).toBeVisible()
  await expect(page.getByText(/日期“2027-13-01”无效/)).toBeVisible()
  await expect(page.getByRole('button', { name: '确认导入' })).toBeHidden()
  await accessible(page)
})

test('the system administrator adds a person, the security administrator locks the account, and the auditor finds both on record', async ({ as }) => {
  const name = `钱${randomBytes(2).toString('hex')}`
  const page = await as('sysadmin')
  await page.goto('/admin/people')
  await page.getByRole('button', { name: '增加人员' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('姓名').fill(name)
  await form.getByLabel('登录名').fill(`q${randomBytes(4).toString('hex')}`)
  await form.getByLabel('初始密码（不少于12个字符）').fill('short')
  await expect(form.getByText('不少于12个字符', { exact: true })).toBeVisible()
  await form.getByLabel('初始密码（不少于12个字符）').fill(randomBytes(12).toString('hex'))
  await form.getByRole('combobox', { name: '机关' }).fill('青山区司法局')
  await page.keyboard.press('Enter')
  await form.getByRole('combobox', { name: '角色' }).fill('监督人员')
  await page.keyboard.press('Enter')
  await accessible(page)
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  await expect(page.getByRole('cell', { name, exact: true })).toBeVisible()

  const secadmin = await as('secadmin')
  await secadmin.goto(`/admin/people?text=${name}`)
  await secadmin.getByRole('button', { name: `停用账号 ${name}` }).click()
  await secadmin.getByLabel('理由（记入管理记录）').fill('调离岗位')
  await accessible(secadmin)
  await secadmin.getByRole('dialog').getByRole('button', { name: /确\s*定/ }).click()
  await expect(secadmin.getByRole('cell', { name: '已停用' })).toBeVisible()

  const auditor = await as('auditor')
  await auditor.goto('/admin/audit?tab=admin')
  await expect(auditor.getByText(new RegExp(name)).first()).toBeVisible()
  await accessible(auditor)
})

test('a template is refused when it lacks what it must have, and the standard one can be downloaded', async ({ as }) => {
  const page = await as('sysadmin')
  await page.goto('/admin/templates')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载' }).first().click()
  expect((await download).suggestedFilename()).toMatch(/\.docx$/)
  await page.locator('input[type=file]').first().setInputFiles({ name: 't.docx', mimeType: 'application/octet-stream', buffer: randomBytes(2000) })
  await expect(page.locator('.gb-problem').first()).toBeVisible()
})
