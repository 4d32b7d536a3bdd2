import { activity } from './activity'
import { fileGone, ProblemError, problemFrom } from './problem'
import type { Schemas } from './client'

export type FileView = Schemas['FileView']

export interface UploadOptions {
  onProgress?: (sent: number, total: number) => void
  signal?: AbortSignal
}

/** The most that a file may weigh, in bytes; the server says the same. */
export const maxFile = 50 * 1024 * 1024

export const extensions = ['.docx', '.pdf', '.ofd', '.png', '.jpg', '.jpeg'] as const

/** Files from this size on are sent in pieces, so that a connection that breaks does not cost the whole. */
const inPiecesFrom = 4 * 1024 * 1024
const piece = 2 * 1024 * 1024

/** Sends a file and reports how far it is. Refusals are thrown as a ProblemError, a network that is gone as a TypeError. */
export function uploadFile(file: File, o: UploadOptions = {}): Promise<FileView> {
  if (file.size >= inPiecesFrom) return sendInPieces(file, o)
  return sendFile(`/api/v1/files?name=${encodeURIComponent(file.name)}`, file, o) as Promise<FileView>
}

/** Sends the bytes of a file to an address and gives what it answers; fetch cannot report how far it is. */
export function sendFile(url: string, file: Blob, { onProgress, signal }: UploadOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const x = new XMLHttpRequest()
    x.open('POST', url)
    x.responseType = 'json'
    x.setRequestHeader('Content-Type', 'application/octet-stream')
    x.upload.onprogress = (e) => onProgress?.(e.loaded, e.total)
    x.onload = () => {
      activity.used()
      if (x.status === 401) activity.expired()
      if (x.status >= 200 && x.status < 300) resolve(x.response)
      else reject(problemFrom(x.status, x.response))
    }
    x.onerror = () => void whyNotSent(file).then(reject)
    x.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal?.addEventListener('abort', () => x.abort())
    x.send(file)
  })
}

/**
 * Sends a file by the tus protocol. After a break it goes on where it was, by itself for half a minute, and later when
 * the same file is chosen again.
 */
async function sendInPieces(file: File, { onProgress, signal }: UploadOptions): Promise<FileView> {
  const tus = await import('tus-js-client')
  const url = await new Promise<string>((resolve, reject) => {
    const upload = new tus.Upload(file, {
      endpoint: '/api/v1/uploads', metadata: { filename: file.name }, chunkSize: piece, retryDelays: [0, 1000, 2000, 4000, 8000, 15000],
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => onProgress?.(sent, total),
      onSuccess: () => resolve(upload.url ?? ''),
      // A file that is gone does not come back by asking again.
      onShouldRetry: (e) => {
        void failureOf(e, file).then((why) => {
          if (!(why instanceof ProblemError && why.problem.code === fileGone)) return
          void upload.abort().catch(() => undefined)
          reject(why)
        })
        return statusOf(e) === 0 || statusOf(e) >= 500 || statusOf(e) === 409 || statusOf(e) === 423
      },
      onError: (e) => void failureOf(e, file).then(reject),
    })
    signal?.addEventListener('abort', () => {
      void upload.abort(true).catch(() => undefined)
      reject(new DOMException('aborted', 'AbortError'))
    })
    void upload.findPreviousUploads().then((before) => {
      if (before[0]) upload.resumeFromPreviousUpload(before[0])
      upload.start()
    })
  })
  const answer = await fetch(`${url}/file`)
  const said: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw problemFrom(answer.status, said)
  activity.used()
  return said as FileView
}

interface Answer { getStatus: () => number; getBody: () => string }

/** What the server answered to a piece, if anything. */
function answerOf(e: Error): Answer | null {
  return 'originalResponse' in e ? (e.originalResponse as Answer | null) : null
}

/** The status of that answer; 0 is none. */
function statusOf(e: Error): number {
  return answerOf(e)?.getStatus() ?? 0
}

/** What a failure of the protocol means to the page: the server's refusal, a file that is gone, or no network. */
async function failureOf(e: Error, file: Blob): Promise<Error> {
  const answer = answerOf(e)
  if (!answer || answer.getStatus() === 0) return whyNotSent(file)
  if (answer.getStatus() === 401) activity.expired()
  let said: unknown = null
  try {
    said = JSON.parse(answer.getBody())
  } catch { /* no problem document */ }
  return problemFrom(answer.getStatus(), said)
}

/** Tells a file that was moved, changed or deleted after it was chosen from a network that is gone; browsers report both alike. */
async function whyNotSent(file: Blob): Promise<Error> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return new TypeError('network')
  } catch {
    return new ProblemError({ title: '', status: -1, detail: '', code: fileGone, trace: '' })
  }
}
