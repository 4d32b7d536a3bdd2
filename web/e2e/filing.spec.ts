import { accessible, expect, test } from './test'

async function obligation(story: { read: (who: 'office') => Promise<{ obligations: { id: string; track: { desk: string } }[] }>; id: string }, desk: string) {
  const o = (await story.read('office')).obligations.find((x) => x.track.desk === desk)
  return `/filing/${story.id}/${encodeURIComponent(o?.id ?? '')}`
}

test('the filing desk checks the form, asks for a supplement, and registers', async ({ as, story }) => {
  await story.to('submitted_filing')
  const page = await as('city')
  await page.getByRole('link', { name: new RegExp(`去办理 备案形式审查 ${story.title}`) }).click()
  await expect(page.getByRole('heading', { name: '备案材料' })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '要求补正备案材料' }).click()
  await page.getByRole('dialog').getByLabel('要求补正的书面理由').fill('备案报告没有盖章。')
  await accessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '要求补正备案材料' }).click()
  await expect(page.getByText('补正中').first()).toBeVisible()
})

test('many filings are registered at once', async ({ as, story }) => {
  await story.to('submitted_filing')
  const page = await as('city')
  await page.goto('/filing')
  await page.getByRole('row', { name: new RegExp(story.title) }).getByRole('checkbox').check()
  await page.getByRole('button', { name: '登记所选' }).click()
  await accessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
  await expect(page.getByText('已办理 1 件')).toBeVisible()
  await page.getByRole('button', { name: '完成' }).click()
  await page.getByRole('tab', { name: '已登记' }).click()
  await expect(page).toHaveURL(/status=registered/)
  await expect(page.getByRole('row', { name: new RegExp(story.title) }).first()).toBeVisible()
})

test('the desk of the congress refuses what is no normative document, with a reason', async ({ as, story }) => {
  await story.to('submitted_filing')
  const page = await as('congress')
  await page.goto(await obligation(story, 'npc_desk'))
  await page.getByRole('button', { name: '认定不属于规范性文件，不予登记' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '认定不属于规范性文件，不予登记' }).click()
  await expect(page.getByText('请填写')).toBeVisible()
  await page.getByRole('dialog').getByLabel('认定不属于规范性文件的书面理由').fill('内部工作制度，不涉及公民权利义务。')
  await page.getByRole('dialog').getByRole('button', { name: '认定不属于规范性文件，不予登记' }).click()
  await expect(page.getByText('不予登记').first()).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
})
