/** The value of a variable; undefined for one that there is not. */
export type Lookup = (name: string) => string | undefined

/** `$(NAME)` by its value, as it is where there is none; `$$` is a `$` (kubernetes/third_party/forked/golang/expansion). */
export const expand = (text: string, lookup: Lookup): string =>
  text.replace(/\$(?:\$|\(([^)]*)\))/g, (given, name?: string) =>
    name === undefined ? '$' : (lookup(name) ?? given),
  )
