import { type Wanted } from './outcome'

/** What `ssh` is told, and how it ends: `dut` and `vmhost` are hosts of its configuration; `password` is the DUT's. */
export const commands = (
  password: string,
): readonly [title: string, words: string[], wanted: Wanted][] => [
  ['a key lets the user in', ['dut', 'id -un; hostname'], { stdout: 'admin\nvlab-01\n' }],
  [
    'a command exits with its own code',
    ['dut', 'echo out; echo err >&2; exit 37'],
    { code: 37, stdout: 'out\n', stderr: /^err\n$/ },
  ],
  [
    'a command that is not there exits with 127',
    ['dut', 'nosuch-command-of-mine'],
    { code: 127, stderr: /command not found/ },
  ],
  ['words become one command line', ['dut', 'printf', '%s-', 'a', '"b c"'], { stdout: 'a-b c-' }],
  [
    'LANG and LC_* are passed on, other variables are not',
    ['-o', 'SetEnv=LC_TEST=x OTHER=y', 'dut', 'echo $LC_TEST:$OTHER'],
    { stdout: 'x:\n' },
  ],
  [
    'sudo asks the password on stdin',
    ['dut', `echo '${password}' | sudo -S -p '' id -un`],
    { stdout: 'root\n' },
  ],
  [
    'another key is refused',
    ['-o', 'BatchMode=yes', 'dut-as-stranger', 'true'],
    { code: 255, stderr: /Permission denied \(publickey,password\)\./ },
  ],
  [
    'another host key is refused',
    ['-o', 'UserKnownHostsFile=wrong_known_hosts', 'dut', 'true'],
    { code: 255, stderr: /Host key verification failed\./ },
  ],
  [
    'an unknown host key is refused',
    ['-o', 'UserKnownHostsFile=/dev/null', 'dut', 'true'],
    { code: 255, stderr: /Host key verification failed\./ },
  ],
  [
    'an unknown user is refused',
    ['-l', 'nobody-here', '-o', 'BatchMode=yes', 'dut', 'true'],
    { code: 255, stderr: /Permission denied/ },
  ],
  [
    'a port without a server refuses',
    ['-p', '1', 'dut', 'true'],
    { code: 255, stderr: /Connection refused/ },
  ],
  [
    'keepalives are answered',
    ['-o', 'ServerAliveInterval=1', '-o', 'ServerAliveCountMax=1', 'dut', 'sleep 2.5; echo alive'],
    { stdout: 'alive\n' },
  ],
  [
    'no agent is forwarded, and nothing else fails for it',
    ['-A', 'dut', 'echo "[$SSH_AUTH_SOCK]"'],
    { stdout: '[]\n' },
  ],
  [
    'the DUT is reached by its address through the vmhost',
    ['-o', 'ProxyJump=vmhost', '10.250.0.101', 'hostname'],
    { stdout: 'vlab-01\n' },
  ],
  [
    'an address that nobody has is not reached through the vmhost',
    ['-o', 'ProxyJump=vmhost', '10.250.0.99', 'true'],
    { code: 255, stderr: /stdio forwarding failed/ },
  ],
  ["-W reaches the greeting of the DUT's sshd", ['-W', '10.250.0.101:22', 'vmhost'], { code: 0 }],
  ['-tt gives a terminal', ['-tt', 'dut', 'echo hello'], { stdout: 'hello\r\n' }],
]
