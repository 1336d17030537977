import { weighted } from './draw.ts';

export interface Place {
  readonly city: string;
  readonly country: string;
  /** Against the median over all places. */
  readonly salary: number;
}

function place(city: string, country: string, salary: number): Place {
  return { city, country, salary };
}

/** Where people live and work, with shares by power law: the capital has many times what a small town has. */
export const places = weighted<Place>([
  [place('Paris', 'France', 1.18), 26],
  [place('Lyon', 'France', 1.02), 9],
  [place('Marseille', 'France', 0.95), 6],
  [place('Toulouse', 'France', 0.98), 6],
  [place('Nantes', 'France', 0.97), 5],
  [place('Bordeaux', 'France', 0.98), 5],
  [place('Lille', 'France', 0.96), 5],
  [place('Brussels', 'Belgium', 1.05), 4],
  [place('Geneva', 'Switzerland', 1.72), 3],
  [place('Berlin', 'Germany', 1.12), 4],
  [place('Munich', 'Germany', 1.25), 3],
  [place('London', 'United Kingdom', 1.3), 5],
  [place('Dublin', 'Ireland', 1.24), 2],
  [place('Amsterdam', 'Netherlands', 1.2), 3],
  [place('Luxembourg', 'Luxembourg', 1.36), 2],
  [place('Barcelona', 'Spain', 0.86), 3],
  [place('Lisbon', 'Portugal', 0.75), 2],
  [place('Milan', 'Italy', 0.93), 2],
  [place('Warsaw', 'Poland', 0.72), 2],
  [place('Strasbourg', 'France', 0.95), 1.5],
  [place('Rennes', 'France', 0.95), 1.5],
  [place('Grenoble', 'France', 0.97), 1],
  [place('Casablanca', 'Morocco', 0.48), 1],
  [place('Dakar', 'Senegal', 0.4), 0.6],
  [place('Abidjan', "Côte d'Ivoire", 0.38), 0.4],
]);
