/** How long without a key or a click until a request counts as the page's own. */
const handsOff = 60_000

type Listener = () => void

/**
 * Activity knows whether somebody is there, and when the server will end the session. The server ends it after a time
 * without use; what a page asks for by itself is no use.
 */
export class Activity {
  private lastTouch: number
  private lastUse: number
  private listeners = new Set<Listener>()
  private now: () => number
  /** Milliseconds of a session without use. */
  idleSpan = 30 * 60_000
  /** When the session ends in any case. */
  endsAt = Number.POSITIVE_INFINITY

  constructor(now: () => number = Date.now) {
    this.now = now
    this.lastTouch = now()
    this.lastUse = now()
  }

  /** Somebody pressed a key or moved the pointer. */
  touch() {
    this.lastTouch = this.now()
  }

  /** A request of somebody's succeeded: the server begins to count anew. */
  used() {
    this.lastUse = this.now()
  }

  idle(): boolean {
    return this.now() - this.lastTouch > handsOff
  }

  /** Milliseconds until the server ends the session. */
  left(): number {
    return Math.min(this.lastUse + this.idleSpan, this.endsAt) - this.now()
  }

  /** The server did not know us any more. */
  expired() {
    for (const l of this.listeners) l()
  }

  onExpired(l: Listener): () => void {
    this.listeners.add(l)
    return () => this.listeners.delete(l)
  }
}

export const activity = new Activity()

for (const name of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const) {
  window.addEventListener(name, () => activity.touch(), { passive: true, capture: true })
}
