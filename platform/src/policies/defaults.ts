/** What the platform ships as version 0 of every tenant. */
export const DEFAULT_POLICIES = `@id("reads-are-free")
@title("Reads are free")
permit (
  principal,
  action in Action::"effect:read",
  resource
);

@id("people-write")
@title("People make changes that can be reversed")
permit (
  principal is User,
  action,
  resource
)
when { context.effect == "write" };

@id("approved-writes")
@title("Changes that cannot be reversed, and those of agents, take an approval")
@reason("Ask another person to approve it")
permit (principal, action, resource)
when { context.approved };
`;
