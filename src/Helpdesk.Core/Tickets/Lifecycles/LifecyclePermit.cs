using System.Runtime.CompilerServices;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// Whether a cell lets a trigger pass, in four bytes: a whole lifecycle of them stays in the fastest memory.
/// </summary>
internal readonly struct LifecyclePermit
{
    private readonly byte _permittedFor;
    private readonly byte _dependsFor;
    private readonly byte _needs;

    private LifecyclePermit(ActorKind permittedFor, ActorKind dependsFor, int needs, bool isPlain)
    {
        (_permittedFor, _dependsFor, _needs, IsPlain) = ((byte)permittedFor, (byte)dependsFor, (byte)needs, isPlain);
    }

    /// <summary>Whether actors and one set of shipped guards tell it all; the branches have to be asked otherwise.</summary>
    public bool IsPlain { get; }

    public static LifecyclePermit Of(LifecycleBranch[] branches)
    {
        var permitted = Actors(branches.Where(b => b.Free is not null));
        LifecycleBranch[] asking = [.. branches.Where(b => (b.Actors & ~permitted) != ActorKind.None)];
        return new LifecyclePermit(
            permitted,
            Actors(asking) & ~permitted,
            asking is [{ IsPlain: true } one] ? one.Needs : 0,
            asking is [] or [{ IsPlain: true }]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(LifecycleTable table, in TransitionContext context) =>
        (_dependsFor & (int)context.Actor) == 0
            ? (_permittedFor & (int)context.Actor) != 0
            : (_needs & ~LifecycleGuards.Held(_needs, table, context)) == 0;

    private static ActorKind Actors(IEnumerable<LifecycleBranch> branches) => branches.Aggregate(ActorKind.None, (all, b) => all | b.Actors);
}
