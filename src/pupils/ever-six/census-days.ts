/** One day of the termly school census. */
export interface CensusDay {
  readonly date: string;
  readonly term: 'autumn' | 'spring' | 'summer';
}

/**
 * School census days (Department for Education): autumn is the first Thursday of October, spring the third of January,
 * summer the third of May. The summer census of 2020 was cancelled. A day that is not in the list is not known yet.
 */
export const CENSUS_DAYS: readonly CensusDay[] = [
  ...days('2014-10-02', '2015-01-15', '2015-05-21'),
  ...days('2015-10-01', '2016-01-21', '2016-05-19'),
  ...days('2016-10-06', '2017-01-19', '2017-05-18'),
  ...days('2017-10-05', '2018-01-18', '2018-05-17'),
  ...days('2018-10-04', '2019-01-17', '2019-05-16'),
  ...days('2019-10-03', '2020-01-16', null),
  ...days('2020-10-01', '2021-01-21', '2021-05-20'),
  ...days('2021-10-07', '2022-01-20', '2022-05-19'),
  ...days('2022-10-06', '2023-01-19', '2023-05-18'),
  ...days('2023-10-05', '2024-01-18', '2024-05-16'),
  ...days('2024-10-03', '2025-01-16', '2025-05-15'),
  ...days('2025-10-02', '2026-01-15', '2026-05-21'),
  ...days('2026-10-01', '2027-01-21', '2027-05-20'),
];

function days(autumn: string, spring: string, summer: string | null): CensusDay[] {
  const term = { autumn, spring, summer };
  return Object.entries(term).flatMap(([name, date]) =>
    date === null ? [] : [{ date, term: name as CensusDay['term'] }],
  );
}
