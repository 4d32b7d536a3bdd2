import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface DemoPerson { login: string; password: string; name: string }

/** Logins of the demonstration, by what they do there; see regions/qingshan/demo.yaml. */
export const people = {
  drafter: 'bateer', unitHead: 'zhouxiaofeng', office: 'chenjing', council: 'wulan', fair: 'huangtao',
  reviewer: 'zhangwenbo', otherReviewer: 'gaoxue', lead: 'linguodong', city: 'hejun', congress: 'songyan', supervisor: 'tianye', counsel: 'tanglvshi',
  sysadmin: 'sysadmin', secadmin: 'secadmin', auditor: 'auditor',
} as const

export type Who = keyof typeof people

/** The login name and password of a person of the demonstration. */
export function account(who: Who): DemoPerson {
  const file = join(process.env.GUIBEI_DATA ?? '', 'demo.json')
  const { people: all } = JSON.parse(readFileSync(file, 'utf8')) as { people: DemoPerson[] }
  const found = all.find((p) => p.login === people[who])
  if (!found) throw new Error(`nobody called ${people[who]} in ${file}`)
  return found
}
