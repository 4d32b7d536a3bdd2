import type { Schemas } from './client'

/** What the server says when it does not do what was asked (RFC 9457), or what the network says for it. */
export type Problem = Omit<Schemas['Problem'], 'type'> & { type?: string; [extra: string]: unknown }

/** Every failure that a screen may meet is one of these. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ProblemError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }
}

/** The status of a failure that never reached the server. */
export const offline = 0

/** The code of a file that was moved, changed or deleted after it was chosen. */
export const fileGone = 'file_gone'

/** Makes a problem of whatever was thrown. */
export function problemOf(e: unknown): Problem {
  if (e instanceof ProblemError) return e.problem
  const cause = e instanceof Error ? e.message : String(e)
  // fetch says TypeError when there is no connection.
  if (e instanceof TypeError) {
    return { title: '', status: offline, detail: '', code: 'offline', trace: '' }
  }
  return { title: '', status: -1, detail: cause, code: 'unexpected', trace: '' }
}

export function statusOf(e: unknown): number {
  return problemOf(e).status
}

/** Reads the problem out of an answer that is no success. */
export function problemFrom(status: number, body: unknown): ProblemError {
  if (typeof body === 'object' && body !== null && 'detail' in body) return new ProblemError(body as Problem)
  return new ProblemError({ title: '', status, detail: '', code: `http_${status}`, trace: '' })
}
