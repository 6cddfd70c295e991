const replacements: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/\d{4}_\d\d_\d\dT\d\d_\d\d_\d\d_/g, '<minikube start>_'],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000/g, '<date>'],
  [/("?resourceVersion"?: ?)"\d+"/g, '$1<revision>'],
  [/docker:\/\/[0-9a-f]{64}/g, 'docker://<id>'],
  [/\b(web|lone)-[a-z0-9]{5}\b/g, '$1-<suffix>'],
  // An age and the blanks that fill its column, with the column's title.
  [/\b(\d+[smhd])+(?=\s|$|\)) */gm, '<age> '],
  [/(AGE|LAST SEEN) +/g, '$1 '],
  [/ +$/gm, ''],
]

/** An output without what differs from one cluster to the next: ports, identities, revisions, times, ages. */
export const comparable = (text: string, port: number): string =>
  replacements.reduce(
    (shown, [pattern, replacement]) => shown.replaceAll(pattern, replacement),
    text.replaceAll(String(port), '<port>'),
  )
