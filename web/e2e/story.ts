import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

import { type APIRequestContext, request } from '@playwright/test'

import { account, type Who } from './people'

const examples = new URL('../../examples/', import.meta.url)

/** Where a case may be left, in the order of the procedure. */
export const stops = [
  'draft', 'submitted', 'completeness', 'fair_competition', 'legality_review', 'opinion', 'revision', 'second_review',
  'deliberation', 'signing', 'signed', 'filing', 'submitted_filing', 'in_force',
] as const
export type Stop = (typeof stops)[number]

interface CaseLike { obligations: { id: string; track: { desk: string } }[]; stage: string; revision: number }
interface CommandLike { id: string; case: string; state: string; result: { message: string } }
interface Ref { sha256: string; name: string }

/** Plays a case over the API up to a point, so that a test of a page begins where it is about something. */
export class Story {
  private clients = new Map<Who, APIRequestContext>()
  /** The case, once it is open. */
  id = ''
  title = ''
  /** The draft that the case is opened with; the one of examples/ when there is none. */
  draft?: Buffer

  async client(who: Who): Promise<APIRequestContext> {
    const have = this.clients.get(who)
    if (have) return have
    const c = await request.newContext({ baseURL: process.env.GUIBEI_URL })
    const { login, password } = account(who)
    const answer = await c.post('/api/v1/session', { data: { login, password } })
    if (!answer.ok()) throw new Error(`sign in ${who}: ${await answer.text()}`)
    this.clients.set(who, c)
    return c
  }

  async close() {
    for (const c of this.clients.values()) await c.dispose()
  }

  /** Uploads a file of examples/. */
  async upload(who: Who, name: string): Promise<Ref> {
    return this.uploadBytes(who, name.split('/').pop() ?? name, readFileSync(new URL(name, examples)))
  }

  async uploadBytes(who: Who, name: string, bytes: Buffer): Promise<Ref> {
    const c = await this.client(who)
    const answer = await c.post(`/api/v1/files?name=${encodeURIComponent(name)}`, {
      data: bytes, headers: { 'Content-Type': 'application/octet-stream' },
    })
    if (!answer.ok()) throw new Error(`upload ${name}: ${await answer.text()}`)
    const { sha256 } = (await answer.json()) as Ref
    return { sha256, name }
  }

  private async paper(who: Who, kind: string) {
    return { kind, file: await this.upload(who, `materials/stalls-${kind.split('_').join('-')}.docx`) }
  }

  /** Gives a command and waits until it is carried out. */
  async act(who: Who, act: string, payload: unknown = {}): Promise<CommandLike> {
    const c = await this.client(who)
    const path = act === 'open' ? '/api/v1/cases' : `/api/v1/cases/${this.id}/${act}`
    const answer = await c.post(path, { data: payload, headers: { 'Idempotency-Key': randomUUID() } })
    if (!answer.ok()) throw new Error(`${act} as ${who}: ${await answer.text()}`)
    let view = (await answer.json()) as CommandLike
    for (let i = 0; view.state === 'pending' && i < 100; i++) {
      await new Promise((r) => setTimeout(r, 200))
      view = (await (await c.get(`/api/v1/commands/${view.id}`)).json()) as CommandLike
    }
    if (view.state !== 'applied') throw new Error(`${act} as ${who}: ${view.state} ${view.result.message}`)
    if (act === 'open') this.id = view.case
    return view
  }

  async read(who: Who): Promise<CaseLike> {
    return (await (await (await this.client(who)).get(`/api/v1/cases/${this.id}`)).json()) as CaseLike
  }

  /** The payload of an opinion: with one problem, or without. */
  opinion(bad: boolean) {
    const problem = { reason: '规范性文件不得设定罚款', basis: '行政处罚法第十六条', location: '第七条', suggestion: '删去' }
    return {
      conclusion: bad ? 'revise_required' : 'lawful',
      summary: bad ? '设定罚款、备案前置和保证金，应当修改。' : '修改到位，未发现与上位法相抵触的内容。',
      items: [
        { id: '1', heading: 'legality', test: '不得违法设定行政处罚、行政许可、收费', result: bad ? 'problem' : 'pass', ...(bad ? problem : {}) },
        { id: '2', heading: 'reasonableness', test: '措施与目的相称', result: 'pass' },
        { id: '3', heading: 'soundness', test: '有调研和数据支撑', result: 'pass' },
        { id: '4', heading: 'procedure', test: '经征求意见、公平竞争审查', result: 'pass' },
      ],
    }
  }

  private chapters(): Record<Stop, () => Promise<unknown>> {
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
    return {
      draft: async () => this.act('drafter', 'open', {
        drafting_organ: 'qs-cgj', issuing_organ: 'qs-gov', title: this.title,
        document: this.draft ? await this.uploadBytes('drafter', '送审稿.docx', this.draft) : await this.upload('drafter', 'stalls-planted.docx'),
        materials: await Promise.all(['drafting_explanation', 'legal_basis', 'adoption_record', 'unit_opinion'].map((k) => this.paper('drafter', k))),
      }),
      submitted: () => this.act('drafter', 'submit'),
      completeness: () => this.act('unitHead', 'approve-submission'),
      fair_competition: () => this.act('office', 'accept-completeness'),
      legality_review: () => this.act('fair', 'conclude-fair-competition', { conclusion: 'compliant', reason: '未发现限定经营者的内容' }),
      opinion: async () => {
        const { id } = (await (await (await this.client('reviewer')).get('/api/v1/me')).json()) as { id: string }
        await this.act('lead', 'assign-reviewer', { reviewer: id })
      },
      revision: async () => {
        await this.act('reviewer', 'record-opinion', this.opinion(true))
        await this.act('lead', 'issue-opinion', { exemption: 'emergency' })
      },
      second_review: async () => {
        await this.act('drafter', 'submit-revision', {
          document: await this.upload('drafter', 'stalls-revised.docx'), dispositions: [{ item: '1', answer: 'adopted' }],
        })
        await this.act('fair', 'conclude-fair-competition', { conclusion: 'compliant', reason: '修改后仍未发现限制竞争的内容' })
      },
      deliberation: async () => {
        await this.act('reviewer', 'record-opinion', this.opinion(false))
        await this.act('lead', 'issue-opinion', { exemption: 'emergency' })
      },
      signing: () => this.act('council', 'record-deliberation', {
        meeting: '区人民政府常务会议', held_on: today, present: ['区长', '副区长'], dissent: '无', result: 'adopted',
      }),
      signed: () => this.act('office', 'sign', { signer: '区长', dated_on: today }),
      filing: async () => this.act('office', 'publish', {
        document: await this.upload('office', 'stalls-revised.docx'), published_on: today, effective_on: '2027-03-01', valid_until: '2032-02-29',
        channel: '区政府门户网站', url: 'https://www.example.gov.cn/gfxwj/1', secrecy_reviewed: true,
      }),
      submitted_filing: async () => {
        const kinds = ['filing_report', 'drafting_explanation', 'legal_basis', 'legality_opinion', 'fcr_conclusion', 'publication_proof']
        const materials = await Promise.all(kinds.map((k) => this.paper('office', k)))
        const document = await this.upload('office', 'stalls-revised.docx')
        materials.push({ kind: 'official_text', file: document })
        for (const o of (await this.read('office')).obligations) await this.act('office', 'submit-filing', { obligation: o.id, document, materials })
      },
      in_force: async () => {
        for (const o of (await this.read('office')).obligations) {
          await this.act(o.track.desk === 'npc_desk' ? 'congress' : 'city', 'register-filing', { obligation: o.id })
        }
      },
    }
  }

  /** Opens a case and brings it to a point. */
  async to(stop: Stop, title = `青山区便民摊点管理办法${randomUUID().slice(0, 4)}`): Promise<this> {
    this.title = title
    const chapters = this.chapters()
    for (const s of stops) {
      await chapters[s]()
      if (s === stop) return this
    }
    return this
  }
}
