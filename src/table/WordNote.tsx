/** Says which words with a colon were looked for as they stand: who wrote them may have meant a column. */
export const WordNote = ({ words }: { readonly words: readonly string[] }) => (
  <output className="mt-1 block text-xs text-muted">
    {words
      .map((word) => `“${word}” is searched as words: no column is called ${word.split(":", 1)[0]}`)
      .join("; ")}
    .
  </output>
)
