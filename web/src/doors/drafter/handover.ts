/** The file that was checked last, for the form that opens a case with it. It lives as long as the page is not reloaded. */
let kept: File | null = null

export const handover = {
  give: (f: File) => { kept = f },
  take: (): File | null => {
    const f = kept
    kept = null
    return f
  },
}
