/**
 * Where a JSON pointer leads to in a text of JSON: `line:column`, both from 1 on. Of a member that is not there, the
 * object that lacks it.
 */
export function placeOf(text: string, pointer: string): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const offset = new Seeker(text).seek(steps);
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

const string = /"(?:[^"\\]|\\.)*"/y;
const blank = /[\s,:]*/y;
const scalar = /[^\s,\]}]+/y;

/** Goes through a text that is known to be JSON. */
class Seeker {
  private at = 0;

  constructor(private readonly text: string) {}

  /** The offset of the name or the item that the steps lead to, or of the last of them that is there. */
  seek(steps: readonly string[]): number {
    this.take(blank);
    let found = this.at;
    for (const step of steps) {
      const place = this.enter(step);
      if (place === null) return found;
      found = place;
    }
    return found;
  }

  /** Goes to the value of a member or an item of what stands here; the offset of its name, or of itself. */
  private enter(step: string): number | null {
    const open = this.text[this.at];
    if (open !== '{' && open !== '[') return null;
    this.at += 1;
    for (let index = 0; ; index++) {
      this.take(blank);
      if (this.text[this.at] === '}' || this.text[this.at] === ']') return null;
      const place = this.at;
      const name = open === '{' ? (JSON.parse(this.take(string)) as string) : String(index);
      this.take(blank);
      if (name === step) return place;
      this.skip();
    }
  }

  private skip(): void {
    const open = this.text[this.at];
    if (open === '"') this.take(string);
    else if (open === '{' || open === '[') {
      this.at += 1;
      for (this.take(blank); !'}]'.includes(this.text[this.at]!); this.take(blank)) this.skip();
      this.at += 1;
    } else this.take(scalar);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const taken = pattern.exec(this.text)?.[0] ?? '';
    this.at += taken.length;
    return taken;
  }
}
