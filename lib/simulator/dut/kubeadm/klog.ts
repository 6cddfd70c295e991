/** The head of a klog line: `W1123 08:16:21.782552     350 configset.go:77] `; UTC. */
export function klog(
  severity: 'I' | 'W' | 'E' | 'F',
  pid: number,
  source: string,
  text: string,
): string {
  const now = new Date().toISOString()
  const stamp = `${now.slice(5, 7)}${now.slice(8, 10)} ${now.slice(11, 23)}000`
  return `${severity}${stamp} ${String(pid).padStart(7)} ${source}] ${text}`
}
