import { activity } from './activity'
import type { Schemas } from './client'
import { problemFrom } from './problem'

export type FileView = Schemas['FileView']

export interface UploadOptions {
  onProgress?: (sent: number, total: number) => void
  signal?: AbortSignal
}

/** The most that a file may weigh, in bytes; the server says the same. */
export const maxFile = 50 * 1024 * 1024

export const extensions = ['.docx', '.pdf', '.ofd', '.png', '.jpg', '.jpeg'] as const

/** Sends a file and reports how far it is; fetch cannot do that. Refusals are thrown as a ProblemError. */
export function uploadFile(file: File, o: UploadOptions = {}): Promise<FileView> {
  return sendFile(`/api/v1/files?name=${encodeURIComponent(file.name)}`, file, o) as Promise<FileView>
}

/** Sends the bytes of a file to an address and gives what it answers. */
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
    // A file that was changed or deleted after it was chosen fails here too.
    x.onerror = () => reject(new TypeError('network'))
    x.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal?.addEventListener('abort', () => x.abort())
    x.send(file)
  })
}
