/** What no two runs of the same commands share, and what stands for it. The list is meant to stay short. */
const rewrites: readonly (readonly [what: RegExp, by: string])[] = [
  // Times of day, dates and ages.
  [/\b[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d(\.\d{6})? /g, '<stamp> '],
  [
    /\b([A-Z][a-z]{2}, )?(\d\d [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{4}-\d\d-\d\d) \d\d:\d\d:\d\d( \+0000| UTC)?/g,
    '<time>',
  ],
  [/\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?/g, '<time>'],
  [/(?<![A-Za-z])[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ /g, '<klog> '],
  [/\b(Less than a second|About a minute|\d+ (second|minute|hour|week|month)s?)( ago)?/g, '<age>'],
  [/\b\d+(ms|s|min)( \d+s)? ago\b/g, '<age>'],
  [/(?<=[\s(])(\d+[dhms])+(?=\s|\)|$)/gm, '<age>'],
  [/(Successfully pulled image .*) in (\d+m)?[\d.]+m?s$/gm, '$1 in <duration>'],
  [/Pending to start in \d+ seconds/g, 'Pending to start in <n> seconds'],
  // Numbers and names that are drawn.
  [/\b(vlab-01|vmhost) (\S+?)\[\d+\]:/g, '$1 $2[<pid>]:'],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>'],
  [/\b(sha256:)?[0-9a-f]{64}\b/g, '<id>'],
  [/(?<![\w-])[0-9a-f]{12}(?![\w-])/g, '<id>'],
  // Kubernetes makes names without vowels.
  [/(?<![a-z0-9-])([a-z][a-z0-9-]*)-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])/g, '$1-<id>'],
  [/(controller-revision-hash[=:] ?)\w+/g, '$1<hash>'],
  [/(container\.hash": ?")[0-9a-f]{1,8}/g, '$1<hash>'],
  [/\/tmp\/tmp\w{8}(_kube_join|kube_hints_)/g, '/tmp/<temporary>$1'],
  [/object at 0x[0-9a-f]{12}/g, 'object at <address>'],
  [/127\.0\.0\.1:\d{5}->/g, '127.0.0.1:<port>->'],
  [/(resourceVersion: )"\d+"/g, '$1<version>'],
  [/(-data: ).*/g, '$1<material>'],
  [/(kubelet-client-)[\d-]{19}/g, '$1<time>'],
  [/(minikube.k8s.io\/updated_at=)\w+/g, '$1<time>'],
  // The machine that it ran on.
  [/("Pid": )\d+/g, '$1<pid>'],
  [/(Process: |Main PID: |└─|├─)\d+/g, '$1<pid>'],
  [/(Memory: |Tasks: |CPU: |Duration: ).*/g, '$1<measured>'],
  [/^total \d+$/gm, 'total <blocks>'],
  [/^([dl-][rwxst-]{9}) +\d+ (\w+) (\w+) +\d+ \w{3} [ \d]\d \d\d:\d\d/gm, '$1 $2 $3'],
  [/^([dl-][rwxst-]{9} \w+ \w+) \.\.$/gm, '<parent>'],
]

/** Columns are as wide as their widest cell, ages and names included: their padding goes with them. */
const padding: readonly (readonly [RegExp, string])[] = [
  [/[ \t]{2,}/g, '  '],
  [/[ \t]+$/gm, ''],
  [/-{5,}/g, '----'],
]

/**
 * ctrmgrd logs to syslog, and a second time by print(), which Python hands on in blocks of 8 KiB: late, and cut where
 * the length of all earlier texts puts the cut. Lines of such a block share their time, down to the microsecond.
 */
function withoutPrinted(whole: string): string {
  // rsyslog gives them times of their own, but the process number as well.
  const text = whole.replace(/^\d{4}-\S+ vlab-01 ctrmgrd\.py\[.*\n/gm, '')
  const records = [...text.matchAll(/^(\S+ ?\S* ?\S*) vlab-01 ctrmgrd\.py.*(?:\n {10}.*)*\n/gm)]
  const times = records.map(([, time]) => time)
  const printed = records.filter(([, time]) => times.indexOf(time) !== times.lastIndexOf(time))
  return printed.reduce((rest, [record]) => rest.replace(record, ''), text)
}

/** The lines of a text without what is volatile in it. */
export const settledLines = (text: string): string[] =>
  [...rewrites, ...padding]
    .reduce((settled, [what, by]) => settled.replace(what, by), withoutPrinted(text))
    .trimEnd()
    .split('\n')
