// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a method's own types are kept by `K`
type Method = (...args: any[]) => unknown

/**
 * Puts something around a method of one object: `wrap` gets the method as it was, and answers what is called instead.
 * The answer ends it, in any order with others around the same method. For faults and mutants, so that no component
 * has to know of them.
 */
export function decorate<K extends PropertyKey, T extends Record<K, Method>>(
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): () => void {
  const before = target[name]
  const original = before.bind(target) as T[K]
  const wrapped = wrap(original)
  let on = true
  const decorated = ((...args: unknown[]) => (on ? wrapped : original)(...args)) as T[K]
  target[name] = decorated
  return () => {
    on = false
    if (target[name] === decorated) target[name] = before
  }
}

/** Gives a setting of one object another value; the answer puts back what it was. */
export function override<T extends object, K extends keyof T>(
  target: T,
  name: K,
  value: T[K],
): () => void {
  const before = target[name]
  // A setting may be read-only for everybody else.
  Object.assign(target, { [name]: value })
  return () => void Object.assign(target, { [name]: before })
}
