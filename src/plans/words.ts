/** With thousands separators, the same on every machine: "38,112". */
export function figure(value: number): string {
  return value.toLocaleString('en-US');
}
