import { openBareDriver } from '../http/bare-driver.ts';

/** Pupils whose rows are read at once, as many as the product reads. */
const BATCH = 500;

const RESULTS = `select pupil_id, subject, framework_key, framework_version, date, value, grade, outcome, points,
  status, result_source from result where owner_id = ? and pupil_id between ? and ?`;
const TARGETS = `select id, pupil_id, subject, framework_id, framework_key, framework_version, baseline_date,
  baseline, target, due, checkpoints, status from target where owner_id = ? and pupil_id between ? and ?`;

/**
 * The limit of an evaluation: the driver's plain read of the same rows and columns, batch by batch, and nothing
 * done with them. Hands back microseconds a pupil.
 */
export async function timeBareRead(url: string, schoolId: string): Promise<number> {
  const driver = await openBareDriver(url);
  const pupils = await driver.query<{ id: string }>(
    'select pupil_id as id from enrolment where owner_id = ? order by pupil_id',
    [schoolId],
  );
  let rows = 0;
  const start = performance.now();
  for (let from = 0; from < pupils.length; from += BATCH) {
    const first = pupils[from]!.id;
    const last = pupils[Math.min(from + BATCH, pupils.length) - 1]!.id;
    rows += (await driver.query(RESULTS, [schoolId, first, last])).length;
    rows += (await driver.query(TARGETS, [schoolId, first, last])).length;
  }
  const millis = performance.now() - start;
  await driver.close();
  if (rows !== pupils.length * 21) throw new Error(`${rows} rows of ${pupils.length} pupils`);
  return (millis * 1000) / pupils.length;
}
