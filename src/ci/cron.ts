/** The range of a field, and names for its numbers, starting with the lowest. */
interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Minute, hour, day of the month, month, day of the week. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html */
const FIELDS: readonly Field[] = [
  { least: 0, most: 59 }, { least: 0, most: 23 }, { least: 1, most: 31 }, { least: 1, most: 12, names: MONTHS }, { least: 0, most: 6, names: DAYS },
];

/** Whether a text is a schedule that every forge accepts: five fields of numbers, names, ranges, lists and steps. */
export function isCron(text: string): boolean {
  const fields = text.split(' ');
  return fields.length === FIELDS.length && fields.every((field, i) => field.split(',').every(part => isPart(part, FIELDS[i])));
}

/** The most days that a month has. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether there is a time that a valid schedule matches. With a day of the week too, either of the two days is enough. */
export function isEverDue(schedule: string): boolean {
  const [,, day, month, weekday] = schedule.split(' ');
  if (day.startsWith('*') || !weekday.startsWith('*')) return true;
  const first = Math.min(...day.split(',').map(part => listRange(part, FIELDS[2])[0]));
  return month.split(',').some(part => {
    const [from, to, step] = listRange(part, FIELDS[3]);
    return LENGTHS.some((length, i) => i + 1 >= from && i + 1 <= to && (i + 1 - from) % step === 0 && first <= length);
  });
}

/** The first number of a part, its last one, and its step. */
function listRange(part: string, field: Field): [first: number, last: number, step: number] {
  const [range, step] = part.split('/');
  const [from, to] = range.split('-');
  if (from === '*') return [field.least, field.most, Number(step ?? 1)];
  const first = parseNumber(from, field);
  return [first, to === undefined ? (step === undefined ? first : field.most) : parseNumber(to, field), Number(step ?? 1)];
}

function isPart(part: string, field: Field): boolean {
  const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
  if (from === undefined || (from === '*' && to !== undefined)) return false;
  if (step !== undefined && !(Number(step) >= 1 && Number(step) <= field.most)) return false;
  const [first, last] = [from, to ?? from].map(each => (each === '*' ? field.least : parseNumber(each, field)));
  return first >= field.least && last <= field.most && first <= last;
}

/** NaN if the text is neither a number nor a name. */
function parseNumber(text: string, { least, names = [] }: Field): number {
  const name = names.indexOf(text.toLowerCase());
  return name >= 0 ? least + name : /^\d+$/.test(text) ? Number(text) : NaN;
}
