import { nearestPowerOfTwo, ResidentMemory, residentPages } from './resident-memory.js';

describe('resident memory of a process', () => {
  it.each([
    ['12345 678 90 1 0 234 0\n', 678],
    ['', null],
    ['12345', null],
    ['a b c', null],
  ])('statm %j has %s pages', (statm, pages) => {
    expect(residentPages(statm)).toBe(pages);
  });

  it.each([
    [4101, 4096],
    [15_900, 16_384],
    [65_000, 65_536],
    [Number.NaN, 4096],
    [0, 4096],
  ])('%d bytes a page is a page size of %d', (bytes, size) => {
    expect(nearestPowerOfTwo(bytes)).toBe(size);
  });

  it('is about what the process says of itself, where the platform shows it, and null once closed', () => {
    const memory = new ResidentMemory(process.pid);
    const bytes = memory.read();
    memory.close();
    const share = (bytes ?? process.memoryUsage.rss()) / process.memoryUsage.rss();
    expect(Math.abs(share - 1)).toBeLessThan(0.3);
    expect(bytes === null).toBe(process.platform !== 'linux');
    expect(memory.read()).toBeNull();
  });
});
