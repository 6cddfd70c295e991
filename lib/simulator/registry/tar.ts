const block = 512

/** A tar archive (ustar) of files by their absolute paths, all root's and readable. */
export function tarOf(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).flatMap(([path, content]) => {
    const body = Buffer.from(content)
    return [header(path.replace(/^\//, ''), body.length), body, padding(body.length)]
  })
  return Buffer.concat([...entries, Buffer.alloc(2 * block)])
}

function header(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(block)
  const octal = (value: number, digits: number): string =>
    `${value.toString(8).padStart(digits, '0')}\0`
  bytes.write(name, 0, 100)
  bytes.write(octal(0o644, 7), 100)
  bytes.write(octal(0, 7), 108)
  bytes.write(octal(0, 7), 116)
  bytes.write(octal(size, 11), 124)
  bytes.write(octal(0, 11), 136)
  bytes.write('        ', 148)
  bytes.write('0', 156)
  bytes.write('ustar\0' + '00', 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

const padding = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block)
