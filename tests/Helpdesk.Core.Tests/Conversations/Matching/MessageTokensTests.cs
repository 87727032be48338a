using FsCheck.Fluent;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conversations.Matching;

public sealed class MessageTokensTests
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly byte[] Old = "the secret of last year"u8.ToArray();
    private static readonly byte[] New = "the secret of this year"u8.ToArray();
    private static readonly MessageTokens Tokens = new(Tenant, [New]);

    private static readonly FsCheck.Gen<MessageId> Ids = Gen.ArrayOf(Gen.Choose(0, 255), 16).Select(b => new MessageId(new Guid([.. b.Select(x => (byte)x)])));

    private static readonly FsCheck.Gen<TokenPurpose> Purposes = Gen.Elements(Enum.GetValues<TokenPurpose>());

    private static FsCheck.Gen<(MessageId Id, TokenPurpose Purpose)> Issued => Ids.SelectMany(id => Purposes.Select(p => (id, p)));

    [Fact]
    public void What_was_signed_is_read_back_in_any_case() => Properties.Holds(Prop.ForAll(
        Issued.ToArbitrary(),
        one =>
        {
            var token = Tokens.Issue(one.Purpose, one.Id);
            return token.Length == MessageTokens.Length && token.All(c => char.IsAsciiLetterLower(c) || c is >= '2' and <= '7')
                && Tokens.Read(token, one.Purpose) == one.Id && Tokens.Read(token.ToUpperInvariant(), one.Purpose) == one.Id;
        }));

    [Fact]
    public void One_changed_character_makes_it_void() => Properties.Holds(Prop.ForAll(
        (from one in Issued
         from at in Gen.Choose(0, MessageTokens.Length - 1)
         from other in Gen.Elements("abcdefghijklmnopqrstuvwxyz234567018-=é\0".ToCharArray())
         select (one, at, other)).ToArbitrary(),
        x =>
        {
            var token = Tokens.Issue(x.one.Purpose, x.one.Id).ToCharArray();
            var isSame = token[x.at] == x.other;
            token[x.at] = x.other;
            return isSame || Tokens.Read(token, x.one.Purpose) is null;
        }), 1_000);

    [Fact]
    public void Another_length_makes_it_void() => Properties.Holds(Prop.ForAll(
        Issued.ToArbitrary(),
        one =>
        {
            var token = Tokens.Issue(one.Purpose, one.Id);
            return Tokens.Read(token + "a", one.Purpose) is null && Tokens.Read(token.AsSpan(1), one.Purpose) is null && Tokens.Read("", one.Purpose) is null;
        }));

    [Fact]
    public void It_is_void_for_every_other_purpose_tenant_and_secret() => Properties.Holds(Prop.ForAll(
        Issued.ToArbitrary(),
        one =>
        {
            var token = Tokens.Issue(one.Purpose, one.Id);
            return Enum.GetValues<TokenPurpose>().Where(p => p != one.Purpose).All(p => Tokens.Read(token, p) is null)
                && new MessageTokens(new TenantId("other"), [New]).Read(token, one.Purpose) is null
                && new MessageTokens(Tenant, [Old]).Read(token, one.Purpose) is null;
        }));

    [Fact]
    public void A_former_secret_verifies_and_signs_nothing() => Properties.Holds(Prop.ForAll(
        Issued.ToArbitrary(),
        one =>
        {
            var before = new MessageTokens(Tenant, [Old]);
            var after = new MessageTokens(Tenant, [New, Old]);
            return after.Read(before.Issue(one.Purpose, one.Id), one.Purpose) == one.Id
                && after.Issue(one.Purpose, one.Id) == Tokens.Issue(one.Purpose, one.Id)
                && before.Read(after.Issue(one.Purpose, one.Id), one.Purpose) is null;
        }));

    // The form is a promise: tokens of an earlier version are out in the world. The signature was computed with another implementation of HMAC-SHA-256.
    [Fact]
    public void The_form_does_not_change() => Assert.Equal(
        "efwqaejcgncfkztxrcm2vo6m3xxp6oy2btsrxl7zltjfy",
        new MessageTokens(new TenantId("default"), ["0123456789abcdef"u8.ToArray()]).Issue(
            TokenPurpose.MessageId, new MessageId(Guid.ParseExact("00112233445566778899aabbccddeeff", "N"))));

    [Fact]
    public void An_address_with_a_token_has_at_most_64_octets_before_the_at()
    {
        var id = new MessageId(new Guid(1, 2, 3, new byte[8]));
        var address = Tokens.AddressFor(Address.Mail("eighteen.letters.x@acme.example", "Support"), TokenPurpose.ReplyAddress, id)!;
        Assert.Equal(64, address.Value.LastIndexOf('@'));
        Assert.Equal("Support", address.DisplayName);
        Assert.Equal(id, Tokens.Read(address.Value.AsSpan(19, 45), TokenPurpose.ReplyAddress));
        Assert.Null(Tokens.AddressFor(Address.Mail("nineteen.letters.xx@acme.example"), TokenPurpose.ReplyAddress, id));
        Assert.Null(Tokens.AddressFor(new Address(AddressKind.Phone, "+491"), TokenPurpose.ReplyAddress, id));
        Assert.Null(Tokens.AddressFor(Address.Mail("nowhere"), TokenPurpose.ReplyAddress, id));
    }

    [Fact]
    public void A_weak_secret_or_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new MessageTokens(Tenant, []));
        Assert.Throws<ArgumentException>(() => new MessageTokens(Tenant, [New, new byte[15]]));
    }
}
