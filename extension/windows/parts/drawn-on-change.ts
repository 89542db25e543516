/** For lines of long lists: a change to one must not draw the others anew. */

import { Component, type ComponentChild, type ComponentClass } from "preact";

/** The same view, drawn anew only where one of its properties is another value than before. */
export function drawnOnChange<Props extends object>(
  view: (props: Props) => ComponentChild,
): ComponentClass<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const names = Object.keys(next) as (keyof Props)[];
      return names.some((name) => next[name] !== this.props[name]);
    }

    override render(): ComponentChild {
      return view(this.props);
    }
  };
}
