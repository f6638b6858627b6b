/** The picture of the rooms in `docs/architecture.md`, made from the imports of their files. */
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const FOLDERS = ['cli', 'functions', 'infra', 'lib', 'local', 'web/src'];

/**
 * Houses are drawn with their rooms inside. One arrow stands for all imports between two houses.
 */
const HOUSES = ['lib/usecases', 'web/src'];
const ROOM = /^(?:(?:lib\/usecases|web\/src|cli|lib)\/)?[^/]+/;

/** Every other group of use cases imports it: its arrows would hide the others. */
const IMPORTED_BY_ALL = 'lib/usecases/core';

const roomOf = (path: string): string | undefined =>
  FOLDERS.some((folder) => path.startsWith(`${folder}/`)) ? ROOM.exec(path)?.[0] : undefined;

const houseOf = (room: string): string => HOUSES.find((house) => room.startsWith(`${house}/`)) ?? room;

type Arrow = readonly [from: string, to: string];

const importsBetweenRooms = async (): Promise<readonly Arrow[]> => {
  const { output } = await cruise(FOLDERS, {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  });
  return (output as ICruiseResult).modules.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ resolved }): readonly Arrow[] => {
      const [from, to] = [roomOf(source), roomOf(resolved)];
      return from === undefined || to === undefined || from === to ? [] : [[from, to]];
    }),
  );
};

/** An arrow within a house connects its rooms; any other arrow connects houses. */
const drawn = ([from, to]: Arrow): Arrow =>
  houseOf(from) === houseOf(to) ? [from, to] : [houseOf(from), houseOf(to)];

const idOf = (room: string): string => room.replaceAll(/\W/g, '_');
const nameOf = (room: string): string => room.replace('.ts', '').replace('web/src', 'web');

const houseText = (house: string, rooms: readonly string[]): string => {
  const inside = rooms
    .filter((room) => houseOf(room) === house && room !== house)
    .map((room) => `    ${idOf(room)}["${room.slice(house.length + 1)}"]`);
  return [`  subgraph ${idOf(house)}["${nameOf(house)}"]`, ...inside, '  end'].join('\n');
};

/** The picture as a Mermaid flowchart: an arrow goes from what imports to what is imported. */
export const roomsPicture = async (): Promise<string> => {
  const imports = await importsBetweenRooms();
  const rooms = [...new Set(imports.flat())].sort();
  const arrows = imports
    .map(drawn)
    .filter(([, to]) => to !== IMPORTED_BY_ALL)
    .map(([from, to]) => `  ${idOf(from)} --> ${idOf(to)}`);
  return [
    'flowchart TD',
    ...HOUSES.map((house) => houseText(house, rooms)),
    ...rooms.filter((room) => houseOf(room) === room).map((room) => `  ${idOf(room)}["${nameOf(room)}"]`),
    ...[...new Set(arrows)].sort(),
  ].join('\n');
};
