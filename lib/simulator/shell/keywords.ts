/** Words that begin or end something, where a command's name could stand. */
export const keywords: ReadonlySet<string> = new Set(
  'if then else elif fi for while until do done case esac in function time select { } ! [['.split(
    ' ',
  ),
)
