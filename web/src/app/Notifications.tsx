/** The bell is drawn when the server has notifications to give; see doors/inbox. */
export function Notifications() {
  return null
}
